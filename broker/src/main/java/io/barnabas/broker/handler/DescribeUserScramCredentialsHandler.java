// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.record.UserScramCredentialRecord;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeUserScramCredentialsRequest;
import io.barnabas.wire.message.DescribeUserScramCredentialsRequest.UserName;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse.CredentialInfo;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists which SCRAM credentials users have, and never the keys: DescribeUserScramCredentials v0 (KIP-554). */
public final class DescribeUserScramCredentialsHandler implements RequestHandler<DescribeUserScramCredentialsRequest> {
    private final Supplier<MetadataImage> metadata;

    DescribeUserScramCredentialsHandler(Supplier<MetadataImage> metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_USER_SCRAM_CREDENTIALS;
    }

    @Override
    public void handle(RequestContext context, DescribeUserScramCredentialsRequest request) {
        context.requireOnCluster(Operation.DESCRIBE);
        Map<String, List<CredentialInfo>> byUser = byUser(metadata.get());
        List<UserName> wanted = request.users();
        DescribeUserScramCredentialsResponse response = new DescribeUserScramCredentialsResponse();
        if (wanted == null || wanted.isEmpty()) {
            byUser.forEach((user, infos) -> response.results().add(result(user, 1, infos)));
        } else {
            Map<String, Integer> times = new LinkedHashMap<>();
            wanted.forEach(user -> times.merge(user.name(), 1, Integer::sum));
            times.forEach((user, count) -> response.results().add(result(user, count, byUser.get(user))));
        }
        context.respond(response);
    }

    private static Map<String, List<CredentialInfo>> byUser(MetadataImage image) {
        Map<String, List<CredentialInfo>> byUser = new TreeMap<>();
        image.scramCredentials()
                .sorted(Comparator.comparing(UserScramCredentialRecord::mechanism))
                .forEach(record -> byUser.computeIfAbsent(record.name(), user -> new ArrayList<>())
                        .add(new CredentialInfo()
                                .setMechanism(record.mechanism())
                                .setIterations(record.iterations())));
        return byUser;
    }

    private static DescribeUserScramCredentialsResult result(
            String user, int times, @Nullable List<CredentialInfo> infos) {
        DescribeUserScramCredentialsResult result = new DescribeUserScramCredentialsResult().setUser(user);
        if (times > 1) {
            return result.setErrorCode(Errors.DUPLICATE_RESOURCE.code())
                    .setErrorMessage(
                            "Cannot describe SCRAM credentials for the same user twice in a single request: " + user);
        }
        if (infos == null) {
            return result.setErrorCode(Errors.RESOURCE_NOT_FOUND.code())
                    .setErrorMessage("Attempt to describe a user credential that does not exist: " + user);
        }
        return result.setCredentialInfos(infos);
    }

    @Override
    public ApiMessage failed(DescribeUserScramCredentialsRequest request, short version, Errors error) {
        return new DescribeUserScramCredentialsResponse()
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
