// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SchemaReaderTest {

    private final SchemaReader reader = new SchemaReader();

    @Test
    void shouldFindStructuresWhereverTheyAreDeclared() throws IOException {
        MessageSpec message = reader.read("""
                { "type": "data", "name": "House", "validVersions": "1-4", "flexibleVersions": "3+",
                  "fields": [
                    { "name": "Rooms", "type": "[]Room", "versions": "2+", "fields": [
                      { "name": "Door", "type": "Door", "versions": "0+" } ] } ],
                  "commonStructs": [
                    { "name": "Door", "versions": "0+", "fields": [
                      { "name": "Key", "type": "bytes", "versions": "3", "flexibleVersions": "none" } ] } ] }
                """);

        assertThat(message.root().versions()).isEqualTo(Versions.parse("1-4"));
        assertThat(message.structs().keySet()).containsExactly("Door", "Room");
        assertThat(message.struct("Room").versions()).isEqualTo(Versions.parse("2-4"));
        assertThat(message.struct("Door").versions()).isEqualTo(Versions.parse("1-4"));
        FieldSpec key = message.struct("Door").fields().get(0);
        assertThat(key.flexibleVersions()).isEqualTo(Versions.NONE);
        assertThat(key.type()).isEqualTo(FieldType.Primitive.BYTES);
    }

    @Test
    void shouldTakeAMissingVersionForTheTaggedOnes() throws IOException {
        FieldSpec field = field("{ 'name': 'A', 'type': 'int64', 'taggedVersions': '1+', 'tag': 2, 'default': -1 }");

        assertThat(field.versions()).isEqualTo(Versions.parse("1+"));
        assertThat(field.tag()).isEqualTo(2);
        assertThat(field.defaultText()).isEqualTo("-1");
    }

    @Test
    void shouldTellTheTextNullFromNull() throws IOException {
        String start = "{ 'name': 'A', 'type': 'string', 'versions': '0+', 'nullableVersions': '0+', 'default': ";

        assertThat(field(start + "'null' }").isNullByDefault()).isTrue();
        assertThat(field(start + "null }").isNullByDefault()).isFalse();
    }

    @Test
    void shouldRefuseSchemasItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> field("{ 'name': 'A', 'type': 'int99', 'versions': '0+' }"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> field("{ 'name': 'A', 'type': 'int32', 'versions': '0+', 'tag': 1 }"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        field("{ 'name': 'A', 'type': 'int8', 'versions': '0+', 'tag': 1, 'taggedVersions': '0+' }"));
        assertThatIllegalArgumentException().isThrownBy(() -> field("{ 'name': 'A', 'type': 'int32' , 'fields': [] }"));
    }

    private FieldSpec field(String json) throws IOException {
        String text = "{ 'type': 'data', 'name': 'X', 'validVersions': '0-3', 'flexibleVersions': '1+', 'fields': ["
                + json + "] }";
        return reader.read(text.replace('\'', '"')).root().fields().get(0);
    }
}
