// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.wire.message.DeleteGroupsRequest;
import io.barnabas.wire.message.DeleteGroupsResponse;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** What groups there are, of all kinds. */
public final class Groups {
    private final BrokerConnection broker;

    public Groups(BrokerConnection broker) {
        this.broker = broker;
    }

    /** All groups, by name. */
    public List<ListedGroup> all() throws IOException {
        ListGroupsResponse response = broker.call(new ListGroupsRequest(), ListGroupsResponse.class);
        check(response.errorCode(), "groups");
        return response.groups().stream()
                .sorted(Comparator.comparing(ListedGroup::groupId))
                .toList();
    }

    /** @throws ApiException GROUP_ID_NOT_FOUND */
    public ListedGroup find(String group) throws IOException {
        return all().stream()
                .filter(each -> each.groupId().equals(group))
                .findFirst()
                .orElseThrow(() -> new ApiException(Errors.GROUP_ID_NOT_FOUND, "there is no group '" + group + "'"));
    }

    /** @throws ApiException NON_EMPTY_GROUP, GROUP_ID_NOT_FOUND */
    public void delete(String group) throws IOException {
        var request = new DeleteGroupsRequest().setGroupsNames(List.of(group));
        for (var gone : broker.call(request, DeleteGroupsResponse.class).results()) {
            check(gone.errorCode(), "group '" + gone.groupId() + "'");
        }
    }
}
