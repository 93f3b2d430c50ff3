// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import java.util.List;

/**
 * A structure: a message's own fields, or those of a structure inside it.
 *
 * @param name the name in the schema, also that of the Java class
 * @param versions the versions in which it can occur
 * @param flexibleVersions those in which lengths are given the flexible way and tagged fields follow at the end
 * @param fields the fields in the order of the wire
 * @param about what it is
 */
public record StructSpec(
        String name, Versions versions, Versions flexibleVersions, List<FieldSpec> fields, String about) {}
