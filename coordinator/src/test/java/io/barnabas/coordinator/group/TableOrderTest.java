// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableOrderTest {
    @Test
    void shouldGiveKeysAsKafkaDoes() {
        var groups = Stream.of("grp-1", "grp-2", "grp-3", "grp-4", "grp-5").sorted(TableOrder.ofKeys());
        var members = Stream.of("member-1", "member-2").sorted(TableOrder.ofKeys());

        assertThat(groups).containsExactly("grp-2", "grp-4", "grp-1", "grp-3", "grp-5");
        assertThat(members).containsExactly("member-2", "member-1");
    }
}
