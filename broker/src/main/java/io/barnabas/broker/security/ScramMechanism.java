// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A variant of SCRAM (RFC 5802), with what a server keeps of a salted password; codes as in requests and records (KIP-554). */
public enum ScramMechanism {
    SHA_256(1, "SHA-256", "HmacSHA256"),
    SHA_512(2, "SHA-512", "HmacSHA512");

    static final int LEAST_ITERATIONS = 4096;
    static final int MOST_ITERATIONS = 16384;

    private final int code;
    private final String digest;
    private final String mac;

    ScramMechanism(int code, String digest, String mac) {
        this.code = code;
        this.digest = digest;
        this.mac = mac;
    }

    public byte code() {
        return (byte) code;
    }

    /** Null for the code of none. */
    static @Nullable ScramMechanism forCode(byte code) {
        for (ScramMechanism mechanism : values()) {
            if (mechanism.code == code) {
                return mechanism;
            }
        }
        return null;
    }

    /** What proves that a client knows the password. */
    byte[] storedKey(byte[] saltedPassword) {
        try {
            return MessageDigest.getInstance(digest).digest(keyed(saltedPassword, "Client Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What proves to a client that the server knows the password. */
    byte[] serverKey(byte[] saltedPassword) {
        return keyed(saltedPassword, "Server Key");
    }

    private byte[] keyed(byte[] saltedPassword, String text) {
        try {
            Mac function = Mac.getInstance(mac);
            function.init(new SecretKeySpec(saltedPassword, mac));
            return function.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
