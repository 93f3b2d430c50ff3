// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The admin client of a test that asked for several brokers and has one: its topics get one replica. */
final class OneBrokerAdmin {
    private OneBrokerAdmin() {}

    static Admin around(Admin admin) {
        return (Admin) Proxy.newProxyInstance(
                OneBrokerAdmin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> call(admin, method, arguments));
    }

    private static Object call(Admin admin, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("createTopics")) {
            arguments[0] = ((Collection<?>) arguments[0])
                    .stream().map(topic -> oneReplica((NewTopic) topic)).toList();
        }
        try {
            return method.invoke(admin, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Replicas that are named one by one stay as they are. */
    private static NewTopic oneReplica(NewTopic topic) {
        if (topic.replicasAssignments() != null || topic.replicationFactor() <= 1) {
            return topic;
        }
        var partitions = topic.numPartitions() < 0 ? Optional.<Integer>empty() : Optional.of(topic.numPartitions());
        return new NewTopic(topic.name(), partitions, Optional.of((short) 1)).configs(topic.configs());
    }
}
