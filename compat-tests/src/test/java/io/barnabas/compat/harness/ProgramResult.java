// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.util.List;

/** How a program ended and what it printed. */
public record ProgramResult(String name, int exitCode, String out, String err) {

    /** The same, once the exit code is found to be 0. */
    public ProgramResult succeeded() {
        if (exitCode != 0) {
            throw new AssertionError(name + " ended with exit code " + exitCode + ":\n" + out + err);
        }
        return this;
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    public String all() {
        return out + err;
    }
}
