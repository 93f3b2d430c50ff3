// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * Where a command runs.
 *
 * @param colours the output goes to a screen
 * @param version of this program
 */
public record Terminal(
        InputStream in, PrintStream out, PrintStream err, InstantSource clock, boolean colours, String version) {}
