// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedByAuthenticationException;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsRequestData.AclCreation;
import org.apache.kafka.common.message.CreateAclsResponseData;
import org.apache.kafka.common.message.CreateAclsResponseData.AclCreationResult;
import org.apache.kafka.common.message.CreateDelegationTokenRequestData;
import org.apache.kafka.common.message.CreateDelegationTokenResponseData;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData.DeleteAclsFilter;
import org.apache.kafka.common.message.DeleteAclsResponseData;
import org.apache.kafka.common.message.DeleteAclsResponseData.DeleteAclsFilterResult;
import org.apache.kafka.common.message.DescribeAclsRequestData;
import org.apache.kafka.common.message.DescribeAclsResponseData;
import org.apache.kafka.common.message.DescribeDelegationTokenRequestData;
import org.apache.kafka.common.message.DescribeDelegationTokenResponseData;
import org.apache.kafka.common.message.ExpireDelegationTokenRequestData;
import org.apache.kafka.common.message.ExpireDelegationTokenResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.RenewDelegationTokenRequestData;
import org.apache.kafka.common.message.RenewDelegationTokenResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SASL, access rules and tokens, asked for where there are none of them: a PLAINTEXT listener and no authorizer. */
final class RawSecurityIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private static final int ANY = 1;

    private final RawClient client = new RawClient(BROKER.bootstrap());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void shouldNotBeginSaslAndGoOn() {
        assertAllVersions(
                ApiKeys.SASL_HANDSHAKE,
                new SaslHandshakeRequestData().setMechanism("PLAIN"),
                new SaslHandshakeResponseData().setErrorCode(Errors.ILLEGAL_SASL_STATE.code()));
        assertAllVersions(
                ApiKeys.SASL_AUTHENTICATE,
                new SaslAuthenticateRequestData().setAuthBytes(new byte[] {1, 2}),
                new SaslAuthenticateResponseData()
                        .setErrorCode(Errors.ILLEGAL_SASL_STATE.code())
                        .setErrorMessage("SaslAuthenticate request received after successful authentication"));

        assertThat(client.ask(MetadataResponseData.class, ApiKeys.METADATA, 12, new MetadataRequestData())
                        .brokers())
                .hasSize(1);
    }

    @Test
    void shouldSayThatThereIsNoAuthorizer() {
        assertAllVersions(
                ApiKeys.DESCRIBE_ACLS,
                describe(ANY, ANY, ANY, ANY),
                new DescribeAclsResponseData()
                        .setErrorCode(Errors.SECURITY_DISABLED.code())
                        .setErrorMessage("No Authorizer is configured on the broker"));
        var created = new AclCreationResult()
                .setErrorCode(Errors.SECURITY_DISABLED.code())
                .setErrorMessage("No Authorizer is configured.");
        assertAllVersions(
                ApiKeys.CREATE_ACLS,
                new CreateAclsRequestData().setCreations(List.of(creation(2, 3, 3, 3), creation(99, 99, 99, 99))),
                new CreateAclsResponseData().setResults(List.of(created, created.duplicate())));
        assertAllVersions(
                ApiKeys.DELETE_ACLS,
                new DeleteAclsRequestData().setFilters(List.of(filter(ANY, ANY, ANY, ANY))),
                new DeleteAclsResponseData()
                        .setFilterResults(List.of(new DeleteAclsFilterResult()
                                .setErrorCode(Errors.SECURITY_DISABLED.code())
                                .setErrorMessage("No Authorizer is configured."))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldHangUpOnElementsThatTheirSenderDoesNotKnow(int unknown) {
        var codes = new int[] {ANY, ANY, ANY, ANY};
        codes[unknown] = 0;

        assertHangsUp(ApiKeys.DESCRIBE_ACLS, describe(codes));
        assertHangsUp(ApiKeys.CREATE_ACLS, new CreateAclsRequestData().setCreations(List.of(creation(codes))));
        assertHangsUp(ApiKeys.DELETE_ACLS, new DeleteAclsRequestData().setFilters(List.of(filter(codes))));
    }

    @Test
    void shouldGiveNoTokensOnAPlaintextListener() {
        var error = Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code();

        for (var version = 1; version <= 3; version++) {
            var refused = new CreateDelegationTokenResponseData()
                    .setErrorCode(error)
                    .setPrincipalType("User")
                    .setPrincipalName(version < 3 ? "ANONYMOUS" : "alice")
                    .setTokenRequesterPrincipalType(version < 3 ? "" : "User")
                    .setTokenRequesterPrincipalName(version < 3 ? "" : "ANONYMOUS")
                    .setIssueTimestampMs(-1)
                    .setExpiryTimestampMs(-1)
                    .setMaxTimestampMs(-1);
            var request = new CreateDelegationTokenRequestData();
            if (version == 3) {
                request.setOwnerPrincipalType("User").setOwnerPrincipalName("alice");
            }
            assertThat(client.ask(
                            CreateDelegationTokenResponseData.class, ApiKeys.CREATE_DELEGATION_TOKEN, version, request))
                    .isEqualTo(refused);
        }
        assertAllVersions(
                ApiKeys.RENEW_DELEGATION_TOKEN,
                new RenewDelegationTokenRequestData().setHmac(new byte[] {1}),
                new RenewDelegationTokenResponseData().setErrorCode(error).setExpiryTimestampMs(-1));
        assertAllVersions(
                ApiKeys.EXPIRE_DELEGATION_TOKEN,
                new ExpireDelegationTokenRequestData().setHmac(new byte[] {1}),
                new ExpireDelegationTokenResponseData().setErrorCode(error).setExpiryTimestampMs(-1));
        assertAllVersions(
                ApiKeys.DESCRIBE_DELEGATION_TOKEN,
                new DescribeDelegationTokenRequestData().setOwners(null),
                new DescribeDelegationTokenResponseData().setErrorCode(error));
    }

    @Test
    void shouldTellAdministratorsThatSecurityIsOff() {
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            assertThatThrownBy(() ->
                            Clients.get(admin.describeAcls(AclBindingFilter.ANY).values()))
                    .isInstanceOf(SecurityDisabledException.class);
            assertThatThrownBy(() -> Clients.get(admin.createDelegationToken().delegationToken()))
                    .isInstanceOf(UnsupportedByAuthenticationException.class);
        }
    }

    private void assertAllVersions(ApiKeys api, ApiMessage request, ApiMessage answer) {
        for (int version = api.oldestVersion(); version <= api.latestVersion(); version++) {
            assertThat(client.ask(ApiMessage.class, api, version, request))
                    .as("%s v%d", api, version)
                    .isEqualTo(answer);
        }
    }

    private static void assertHangsUp(ApiKeys api, ApiMessage request) {
        for (int version = api.oldestVersion(); version <= api.latestVersion(); version++) {
            try (var other = new RawClient(BROKER.bootstrap())) {
                var v = version;
                assertThatThrownBy(() -> other.ask(ApiMessage.class, api, v, request))
                        .as("%s v%d", api, version)
                        .isInstanceOf(UncheckedIOException.class);
            }
        }
    }

    /** The codes are resource type, pattern type, operation and permission. */
    private static DescribeAclsRequestData describe(int... codes) {
        return new DescribeAclsRequestData()
                .setResourceTypeFilter((byte) codes[0])
                .setResourceNameFilter(null)
                .setPatternTypeFilter((byte) codes[1])
                .setPrincipalFilter(null)
                .setHostFilter(null)
                .setOperation((byte) codes[2])
                .setPermissionType((byte) codes[3]);
    }

    private static AclCreation creation(int... codes) {
        return new AclCreation()
                .setResourceType((byte) codes[0])
                .setResourceName("t")
                .setResourcePatternType((byte) codes[1])
                .setPrincipal("User:alice")
                .setHost("*")
                .setOperation((byte) codes[2])
                .setPermissionType((byte) codes[3]);
    }

    private static DeleteAclsFilter filter(int... codes) {
        return new DeleteAclsFilter()
                .setResourceTypeFilter((byte) codes[0])
                .setResourceNameFilter(null)
                .setPatternTypeFilter((byte) codes[1])
                .setPrincipalFilter(null)
                .setHostFilter(null)
                .setOperation((byte) codes[2])
                .setPermissionType((byte) codes[3]);
    }
}
