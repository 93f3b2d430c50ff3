// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking who is there. */
final class ClusterIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    @Test
    void shouldDescribeAClusterOfOne() {
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            var cluster = admin.describeCluster();

            assertThat(get(cluster.clusterId())).hasSize(22);
            assertThat(get(cluster.nodes())).singleElement().satisfies(node -> {
                assertThat(node.id()).isEqualTo(1);
                assertThat(node.host() + ":" + node.port()).isEqualTo(BROKER.bootstrap());
                assertThat(node.isFenced()).isFalse();
            });
            assertThat(get(cluster.controller())).extracting(Node::id).isEqualTo(1);
        }
    }
}
