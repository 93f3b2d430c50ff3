// SPDX-License-Identifier: Apache-2.0
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/**
 * SmallRye Reactive Messaging: a method between two channels, which the connector acknowledges, and so commits, once the bill is sent.
 * Arguments: bootstrap, group, topic of orders, topic of bills.
 */
@Dependent
public class SmallRyeShop {
    public static void main(String[] arguments) throws InterruptedException {
        var settings = Map.of(
                "kafka.bootstrap.servers", arguments[0],
                "mp.messaging.incoming.orders.connector", "smallrye-kafka",
                "mp.messaging.incoming.orders.topic", arguments[2],
                "mp.messaging.incoming.orders.group.id", arguments[1],
                "mp.messaging.incoming.orders.auto.offset.reset", "earliest",
                "mp.messaging.incoming.orders.auto.commit.interval.ms", "100",
                "mp.messaging.incoming.orders.value.deserializer", StringDeserializer.class.getName(),
                "mp.messaging.outgoing.bills.value.serializer", StringSerializer.class.getName(),
                "mp.messaging.outgoing.bills.connector", "smallrye-kafka",
                "mp.messaging.outgoing.bills.topic", arguments[3]);
        var config = new SmallRyeConfigBuilder().addDiscoveredConverters().withDefaultValues(settings).build();
        ConfigProviderResolver.instance().registerConfig(config, Thread.currentThread().getContextClassLoader());
        var container = SeContainerInitializer.newInstance().addBeanClasses(SmallRyeShop.class).initialize();
        Runtime.getRuntime().addShutdownHook(new Thread(container::close));
        Thread.currentThread().join();
    }

    @Incoming("orders")
    @Outgoing("bills")
    String bill(String order) {
        System.out.println("BILLED " + order);
        return "bill for " + order;
    }
}
