// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.timeline;

/**
 * Something that happened.
 *
 * @param sequence rises by one with each event of its ring
 * @param atMs when, or the last time of several
 * @param client the client's id and address; empty when the coordinator decided by itself
 * @param group the group it is about; empty when about none
 * @param times how often it happened, one after the other
 */
public record Event(long sequence, long atMs, String client, String group, String text, int times) {
    boolean sameAs(String otherClient, String otherGroup, String otherText) {
        return text.equals(otherText) && client.equals(otherClient) && group.equals(otherGroup);
    }
}
