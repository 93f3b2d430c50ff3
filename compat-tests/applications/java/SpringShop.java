// SPDX-License-Identifier: Apache-2.0
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.EnableKafkaRetryTopic;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.retrytopic.RetryTopicHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Spring for Apache Kafka: one listener with retry topics and a dead letter topic, one with an error handler that tries again in place.
 * What a record's value begins with decides its fate: "good", "flaky" (right at the third attempt), "poison" (never). Arguments:
 * bootstrap, topic with retry topics, topic with the error handler.
 */
@Configuration
@EnableKafkaRetryTopic
public class SpringShop {
    private static String bootstrap;

    public static void main(String[] arguments) throws Exception {
        bootstrap = arguments[0];
        System.setProperty("retried", arguments[1]);
        System.setProperty("handled", arguments[2]);
        var context = new AnnotationConfigApplicationContext(SpringShop.class);
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
        System.out.println("STARTED");
        Thread.currentThread().join();
    }

    @Bean
    DefaultKafkaProducerFactory<String, String> producers() {
        return new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
    }

    @Bean
    KafkaTemplate<String, String> template(DefaultKafkaProducerFactory<String, String> producers) {
        return new KafkaTemplate<>(producers);
    }

    @Bean
    KafkaAdmin admin() {
        return new KafkaAdmin(Map.of("bootstrap.servers", bootstrap));
    }

    @Bean
    DefaultKafkaConsumerFactory<String, String> consumers() {
        return new DefaultKafkaConsumerFactory<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory(
            DefaultKafkaConsumerFactory<String, String> consumers) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, String>();
        factory.setConsumerFactory(consumers);
        return factory;
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, String> retryingInPlace(
            DefaultKafkaConsumerFactory<String, String> consumers, KafkaTemplate<String, String> template) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, String>();
        factory.setConsumerFactory(consumers);
        factory.setConcurrency(2);
        factory.setCommonErrorHandler(
                new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(50, 2)));
        return factory;
    }

    @Bean
    TaskScheduler scheduler() {
        return new ThreadPoolTaskScheduler();
    }

    @Bean
    Listeners listeners() {
        return new Listeners();
    }

    public static final class Listeners {
        private final Map<String, Integer> attempts = new HashMap<>();

        @RetryableTopic(
                attempts = "3",
                backOff = @org.springframework.kafka.annotation.BackOff(delay = 100),
                numPartitions = "1",
                replicationFactor = "1")
        @KafkaListener(id = "retrying", topics = "#{systemProperties['retried']}")
        public void retrying(
                ConsumerRecord<String, String> record,
                @Header(name = RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS, required = false) Integer attempt) {
            work(record.value(), attempt == null ? 1 : attempt);
            System.out.println("RETRIED " + record.value());
        }

        @DltHandler
        public void dead(ConsumerRecord<String, String> record) {
            System.out.println("DEAD " + record.value());
        }

        @KafkaListener(
                id = "handling",
                topics = "#{systemProperties['handled']}",
                containerFactory = "retryingInPlace")
        public void handling(ConsumerRecord<String, String> record) {
            int attempt;
            synchronized (attempts) {
                attempt = attempts.merge(record.value(), 1, Integer::sum);
            }
            work(record.value(), attempt);
            System.out.println("HANDLED " + record.value());
        }

        private static void work(String value, int attempt) {
            if (value.startsWith("poison") || (value.startsWith("flaky") && attempt < 3)) {
                throw new IllegalStateException(value + " at attempt " + attempt);
            }
        }
    }
}
