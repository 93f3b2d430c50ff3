// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

/**
 * A user who shall be able to log in with SCRAM.
 *
 * @param mechanism by Kafka's name
 * @param origin where it was asked for, for messages
 */
record UserSeed(String name, String password, String mechanism, int iterations, String origin) {
    /** Without the password. */
    @Override
    public String toString() {
        return "UserSeed[" + name + ", " + mechanism + "]";
    }
}
