// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import org.jspecify.annotations.Nullable;

/** A system property with another value for a while. */
record SystemProperty(String name, @Nullable String before) {
    static SystemProperty set(String name, String value) {
        return new SystemProperty(name, System.setProperty(name, value));
    }

    void restore() {
        if (before == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, before);
        }
    }
}
