// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.CreateAclsRequest;
import io.barnabas.wire.message.CreateAclsRequest.AclCreation;
import io.barnabas.wire.message.CreateAclsResponse;
import io.barnabas.wire.message.CreateAclsResponse.AclCreationResult;
import io.barnabas.wire.message.CreateDelegationTokenRequest;
import io.barnabas.wire.message.CreateDelegationTokenResponse;
import io.barnabas.wire.message.DeleteAclsRequest;
import io.barnabas.wire.message.DeleteAclsRequest.DeleteAclsFilter;
import io.barnabas.wire.message.DeleteAclsResponse;
import io.barnabas.wire.message.DescribeAclsRequest;
import io.barnabas.wire.message.DescribeAclsResponse;
import io.barnabas.wire.message.DescribeDelegationTokenRequest;
import io.barnabas.wire.message.DescribeDelegationTokenResponse;
import io.barnabas.wire.message.ExpireDelegationTokenRequest;
import io.barnabas.wire.message.ExpireDelegationTokenResponse;
import io.barnabas.wire.message.RenewDelegationTokenRequest;
import io.barnabas.wire.message.RenewDelegationTokenResponse;
import io.barnabas.wire.message.SaslAuthenticateRequest;
import io.barnabas.wire.message.SaslAuthenticateResponse;
import io.barnabas.wire.message.SaslHandshakeRequest;
import io.barnabas.wire.message.SaslHandshakeResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients hear that ask for SASL, access rules or tokens while there is none of it. */
class SecurityHandlersTest {
    @Test
    void shouldNotBeginSaslOnAPlaintextListener() {
        SaslHandshakeResponse handshake = Exchange.of(
                        new SaslHandshakeHandler(), 1, new SaslHandshakeRequest().setMechanism("PLAIN"))
                .response(SaslHandshakeResponse.class);
        SaslAuthenticateResponse step = Exchange.of(new SaslAuthenticateHandler(), 2, new SaslAuthenticateRequest())
                .response(SaslAuthenticateResponse.class);

        assertThat(handshake).isEqualTo(new SaslHandshakeResponse().setErrorCode(Errors.ILLEGAL_SASL_STATE.code()));
        assertThat(step)
                .isEqualTo(new SaslAuthenticateResponse()
                        .setErrorCode(Errors.ILLEGAL_SASL_STATE.code())
                        .setErrorMessage("SaslAuthenticate request received after successful authentication"));
    }

    @Test
    void shouldSayForEachAccessRuleThatThereIsNoAuthorizer() {
        CreateAclsRequest request = new CreateAclsRequest().setCreations(List.of(creation(3), creation(4)));

        CreateAclsResponse created =
                Exchange.of(new CreateAclsHandler(), 3, request).response(CreateAclsResponse.class);
        DeleteAclsResponse deleted = Exchange.of(
                        new DeleteAclsHandler(), 3, new DeleteAclsRequest().setFilters(List.of(filter(1))))
                .response(DeleteAclsResponse.class);
        DescribeAclsResponse described =
                Exchange.of(new DescribeAclsHandler(), 3, describe(1)).response(DescribeAclsResponse.class);

        assertThat(created.results())
                .hasSize(2)
                .containsOnly(new AclCreationResult()
                        .setErrorCode(Errors.SECURITY_DISABLED.code())
                        .setErrorMessage("No Authorizer is configured."));
        assertThat(deleted.filterResults()).singleElement().satisfies(result -> {
            assertThat(result.errorCode()).isEqualTo(Errors.SECURITY_DISABLED.code());
            assertThat(result.errorMessage()).isEqualTo("No Authorizer is configured.");
        });
        assertThat(described.errorCode()).isEqualTo(Errors.SECURITY_DISABLED.code());
        assertThat(described.errorMessage()).isEqualTo("No Authorizer is configured on the broker");
    }

    @Test
    void shouldEndTheConnectionOfWhoSendsWhatHeDoesNotKnow() {
        CreateAclsRequest creations = new CreateAclsRequest().setCreations(List.of(creation(3), creation(0)));
        DeleteAclsRequest filters = new DeleteAclsRequest().setFilters(List.of(filter(0)));

        assertThat(List.of(
                        Exchange.of(new CreateAclsHandler(), 3, creations),
                        Exchange.of(new DeleteAclsHandler(), 3, filters),
                        Exchange.of(new DescribeAclsHandler(), 3, describe(0))))
                .allSatisfy(exchange -> {
                    assertThat(exchange.isAnswered()).isFalse();
                    assertThat(exchange.closedBecause()).contains("UNKNOWN");
                });
    }

    @Test
    void shouldAskFirstWhetherAccessRulesMayBeSeenOrChanged() {
        CreateAclsRequest creations = new CreateAclsRequest().setCreations(List.of(creation(3)));

        short described = Exchange.of(
                        new DescribeAclsHandler(), 3, describe(1), (principal, host, operation, type, name) -> false)
                .response(DescribeAclsResponse.class)
                .errorCode();
        short created = Exchange.of(
                        new CreateAclsHandler(), 3, creations, (principal, host, operation, type, name) -> false)
                .response(CreateAclsResponse.class)
                .results()
                .get(0)
                .errorCode();

        assertThat(described).isEqualTo(Errors.CLUSTER_AUTHORIZATION_FAILED.code());
        assertThat(created).isEqualTo(Errors.CLUSTER_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldGiveTokensOnlyToThoseWhoHaveAuthenticated() {
        short error = Errors.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code();

        CreateDelegationTokenResponse mine = Exchange.of(
                        new CreateDelegationTokenHandler(), 2, new CreateDelegationTokenRequest())
                .response(CreateDelegationTokenResponse.class);
        CreateDelegationTokenResponse anothers = Exchange.of(
                        new CreateDelegationTokenHandler(),
                        3,
                        new CreateDelegationTokenRequest()
                                .setOwnerPrincipalType("User")
                                .setOwnerPrincipalName("alice"))
                .response(CreateDelegationTokenResponse.class);

        CreateDelegationTokenResponse refused = new CreateDelegationTokenResponse()
                .setErrorCode(error)
                .setPrincipalType("User")
                .setPrincipalName("ANONYMOUS")
                .setIssueTimestampMs(-1)
                .setExpiryTimestampMs(-1)
                .setMaxTimestampMs(-1);
        assertThat(mine).isEqualTo(refused);
        assertThat(anothers)
                .isEqualTo(refused.setPrincipalName("alice")
                        .setTokenRequesterPrincipalType("User")
                        .setTokenRequesterPrincipalName("ANONYMOUS"));
        assertThat(Exchange.of(new RenewDelegationTokenHandler(), 2, new RenewDelegationTokenRequest())
                        .response(RenewDelegationTokenResponse.class))
                .isEqualTo(
                        new RenewDelegationTokenResponse().setErrorCode(error).setExpiryTimestampMs(-1));
        assertThat(Exchange.of(new ExpireDelegationTokenHandler(), 2, new ExpireDelegationTokenRequest())
                        .response(ExpireDelegationTokenResponse.class))
                .isEqualTo(
                        new ExpireDelegationTokenResponse().setErrorCode(error).setExpiryTimestampMs(-1));
        assertThat(Exchange.of(new DescribeDelegationTokenHandler(), 3, new DescribeDelegationTokenRequest())
                        .response(DescribeDelegationTokenResponse.class))
                .isEqualTo(new DescribeDelegationTokenResponse().setErrorCode(error));
    }

    private static AclCreation creation(int operation) {
        return new AclCreation()
                .setResourceType((byte) 2)
                .setResourceName("t")
                .setResourcePatternType((byte) 3)
                .setPrincipal("User:alice")
                .setHost("*")
                .setOperation((byte) operation)
                .setPermissionType((byte) 3);
    }

    private static DeleteAclsFilter filter(int type) {
        return new DeleteAclsFilter()
                .setResourceTypeFilter((byte) type)
                .setPatternTypeFilter((byte) 1)
                .setOperation((byte) 1)
                .setPermissionType((byte) 1);
    }

    private static DescribeAclsRequest describe(int type) {
        return new DescribeAclsRequest()
                .setResourceTypeFilter((byte) type)
                .setPatternTypeFilter((byte) 1)
                .setOperation((byte) 1)
                .setPermissionType((byte) 1);
    }
}
