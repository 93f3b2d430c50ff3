// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

/** A member of a share group. */
public record ShareMember(String groupId, String memberId) {}
