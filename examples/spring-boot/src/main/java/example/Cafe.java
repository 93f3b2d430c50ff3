// SPDX-License-Identifier: Apache-2.0
package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Takes orders and has them made. */
@SpringBootApplication
public class Cafe {
    public static void main(String[] arguments) {
        SpringApplication.run(Cafe.class, arguments);
    }
}
