// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a client sends in place of a password when it sets one (RFC 5802): {@code Hi(password, salt, iterations)}. */
final class ScramPassword {
    static final String SCRAM_SHA_256 = "SCRAM-SHA-256";
    static final String SCRAM_SHA_512 = "SCRAM-SHA-512";
    static final Set<String> MECHANISMS = Set.of(SCRAM_SHA_256, SCRAM_SHA_512);
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private ScramPassword() {}

    /** The number that requests have for a mechanism. */
    static byte code(String mechanism) {
        return (byte) (mechanism.equals(SCRAM_SHA_256) ? 1 : 2);
    }

    static byte[] salted(String mechanism, String password, byte[] salt, int iterations) {
        String algorithm = mechanism.equals(SCRAM_SHA_256) ? "HmacSHA256" : "HmacSHA512";
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), algorithm));
            mac.update(salt);
            byte[] last = mac.doFinal(FIRST_BLOCK);
            byte[] result = last.clone();
            for (int i = 1; i < iterations; i++) {
                last = mac.doFinal(last);
                for (int j = 0; j < result.length; j++) {
                    result[j] ^= last[j];
                }
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
