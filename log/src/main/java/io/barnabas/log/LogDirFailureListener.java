// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;
import java.nio.file.Path;

/** Told once, on the thread that met the failure, when a log directory can no longer be used. */
@FunctionalInterface
public interface LogDirFailureListener {
    void failed(Path directory, IOException cause);
}
