// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Makes what is ordered. */
@Component
public class Kitchen {
    private final BlockingQueue<String> made = new LinkedBlockingQueue<>();

    @KafkaListener(topics = "orders")
    void make(String order) {
        made.add("a " + order);
    }

    BlockingQueue<String> made() {
        return made;
    }
}
