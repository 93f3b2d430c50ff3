// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** TLS, SASL and authorisation: known by name, not supported yet. The columns are explained in {@link ConfigTable}. */
final class SecurityTable {
    static final ConfigTable TABLE = ConfigTable.parse("Security", """
            ! TLS is not there yet.
            ssl.allow.dn.changes | BOOLEAN | false | * | low | read-only
            ssl.allow.san.changes | BOOLEAN | false | * | low | read-only
            ssl.cipher.suites | LIST |  | * | medium | per-broker
            ssl.client.auth | STRING | none | {required, requested, none} | medium | per-broker
            ssl.enabled.protocols | LIST | TLSv1.2,TLSv1.3 | * | medium | per-broker
            ssl.endpoint.identification.algorithm | STRING | https | * | low | per-broker
            ssl.engine.factory.class | CLASS | (none) | * | low | per-broker
            ssl.key.password | PASSWORD | (none) | * | medium | per-broker
            ssl.keymanager.algorithm | STRING | SunX509 | * | medium | per-broker
            ssl.keystore.certificate.chain | PASSWORD | (none) | * | medium | per-broker
            ssl.keystore.key | PASSWORD | (none) | * | medium | per-broker
            ssl.keystore.location | STRING | (none) | * | medium | per-broker
            ssl.keystore.password | PASSWORD | (none) | * | medium | per-broker
            ssl.keystore.type | STRING | JKS | * | medium | per-broker
            ssl.principal.mapping.rules | STRING | DEFAULT | * | low | read-only
            ssl.protocol | STRING | TLSv1.3 | * | medium | per-broker
            ssl.provider | STRING | (none) | * | medium | per-broker
            ssl.secure.random.implementation | STRING | (none) | * | low | per-broker
            ssl.trustmanager.algorithm | STRING | PKIX | * | medium | per-broker
            ssl.truststore.certificates | PASSWORD | (none) | * | medium | per-broker
            ssl.truststore.location | STRING | (none) | * | medium | per-broker
            ssl.truststore.password | PASSWORD | (none) | * | medium | per-broker
            ssl.truststore.type | STRING | JKS | * | medium | per-broker

            ! SASL is not there yet.
            connection.failed.authentication.delay.ms | INT | 100 | 0.. | low | read-only
            connections.max.reauth.ms | LONG | 0 | * | medium | read-only
            sasl.client.callback.handler.class | CLASS | (none) | * | medium | read-only
            sasl.enabled.mechanisms | LIST | GSSAPI | * | medium | per-broker
            sasl.jaas.config | PASSWORD | (none) | * | medium | per-broker
            sasl.kerberos.kinit.cmd | STRING | /usr/bin/kinit | * | medium | per-broker
            sasl.kerberos.min.time.before.relogin | LONG | 60000 | * | medium | per-broker
            sasl.kerberos.principal.to.local.rules | LIST | DEFAULT | * | medium | per-broker
            sasl.kerberos.service.name | STRING | (none) | * | medium | per-broker
            sasl.kerberos.ticket.renew.jitter | DOUBLE | 0.05 | * | medium | per-broker
            sasl.kerberos.ticket.renew.window.factor | DOUBLE | 0.8 | * | medium | per-broker
            sasl.login.callback.handler.class | CLASS | (none) | * | medium | read-only
            sasl.login.class | CLASS | (none) | * | medium | read-only
            sasl.login.connect.timeout.ms | INT | (none) | * | low | read-only
            sasl.login.read.timeout.ms | INT | (none) | * | low | read-only
            sasl.login.refresh.buffer.seconds | SHORT | 300 | * | medium | per-broker
            sasl.login.refresh.min.period.seconds | SHORT | 60 | * | medium | per-broker
            sasl.login.refresh.window.factor | DOUBLE | 0.8 | * | medium | per-broker
            sasl.login.refresh.window.jitter | DOUBLE | 0.05 | * | medium | per-broker
            sasl.login.retry.backoff.max.ms | LONG | 10000 | * | low | read-only
            sasl.login.retry.backoff.ms | LONG | 100 | * | low | read-only
            sasl.mechanism.controller.protocol | STRING | GSSAPI | * | high | read-only
            sasl.mechanism.inter.broker.protocol | STRING | GSSAPI | * | medium | per-broker
            sasl.oauthbearer.assertion.algorithm | STRING | RS256 | {ES256, RS256}i | medium | read-only
            sasl.oauthbearer.assertion.claim.aud | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.assertion.claim.exp.seconds | INT | 300 | 0..86400 | low | read-only
            sasl.oauthbearer.assertion.claim.iss | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.assertion.claim.jti.include | BOOLEAN | false | * | medium | read-only
            sasl.oauthbearer.assertion.claim.nbf.seconds | INT | 60 | 0..3600 | low | read-only
            sasl.oauthbearer.assertion.claim.sub | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.assertion.file | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.assertion.private.key.file | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.assertion.private.key.passphrase | PASSWORD | (none) | * | medium | read-only
            sasl.oauthbearer.assertion.template.file | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.client.credentials.client.id | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.client.credentials.client.secret | PASSWORD | (none) | * | medium | read-only
            sasl.oauthbearer.clock.skew.seconds | INT | 30 | * | low | read-only
            sasl.oauthbearer.expected.audience | LIST |  | * | high | read-only
            sasl.oauthbearer.expected.issuer | STRING | (none) | * | high | read-only
            sasl.oauthbearer.jwks.endpoint.refresh.ms | LONG | 3600000 | * | low | read-only
            sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms | LONG | 10000 | * | low | read-only
            sasl.oauthbearer.jwks.endpoint.retry.backoff.ms | LONG | 100 | * | low | read-only
            sasl.oauthbearer.jwks.endpoint.url | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.jwt.retriever.class | CLASS | org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever | * | medium | read-only
            sasl.oauthbearer.jwt.validator.class | CLASS | org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator | * | medium | read-only
            sasl.oauthbearer.scope | STRING | (none) | * | medium | read-only
            sasl.oauthbearer.scope.claim.name | STRING | scope | * | low | read-only
            sasl.oauthbearer.sub.claim.name | STRING | sub | * | low | read-only
            sasl.oauthbearer.token.endpoint.url | STRING | (none) | * | medium | read-only
            sasl.server.callback.handler.class | CLASS | (none) | * | medium | read-only
            sasl.server.max.receive.size | INT | 524288 | * | medium | read-only

            ! Delegation tokens are not there yet.
            delegation.token.expiry.check.interval.ms | LONG | 3600000 | 1.. | low | read-only
            delegation.token.expiry.time.ms | LONG | 86400000 | 1.. | medium | read-only
            delegation.token.max.lifetime.ms | LONG | 604800000 | 1.. | medium | read-only
            delegation.token.secret.key | PASSWORD | (none) | * | medium | read-only

            ! Authorization is not there yet: every client may do everything, and an authorizer is refused at the start.
            authorizer.class.name | STRING |  | * | low | read-only
            early.start.listeners | LIST | (none) | * | high | read-only
            principal.builder.class | CLASS | org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder | * | medium | per-broker

            ! Security providers are the JVM's own.
            security.providers | STRING | (none) | * | low | read-only
            """);

    private SecurityTable() {}
}
