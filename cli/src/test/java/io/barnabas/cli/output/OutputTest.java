// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldPrintRowsAsObjectsForPrograms() {
        Output json = output(true, true);

        json.table(new Table("topic", "size", "lag").row("say \"hi\"\n", new Bytes(2048), null), "none");

        assertThat(printed(json)).isEqualTo("{\"topic\":\"say \\\"hi\\\"\\n\",\"size\":2048,\"lag\":null}\n");
    }

    @Test
    void shouldPrintNothingForProgramsWhenThereIsNothing() {
        Output json = output(true, false);

        json.table(new Table("topic"), "There are no topics.");

        assertThat(printed(json)).isEmpty();
    }

    @Test
    void shouldSayWhenThereIsNothingForPeople() {
        Output text = output(false, false);

        text.table(new Table("topic"), "There are no topics.");

        assertThat(printed(text)).isEqualTo("There are no topics.\n");
    }

    @Test
    void shouldPrintAReportAsOneObjectForPrograms() {
        Output json = output(true, false);

        json.report(facts(), Map.of("members", new Table("member").row("m-1").row("m-2")));

        assertThat(printed(json))
                .isEqualTo("{\"group\":\"g\",\"lag\":null,\"configs\":{\"a\":[1,true]},"
                        + "\"members\":[{\"member\":\"m-1\"},{\"member\":\"m-2\"}]}\n");
    }

    @Test
    void shouldLeaveOutOfAReportWhatIsNotThereForPeople() {
        Output text = output(false, false);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("group", "g");
        facts.put("lag", null);

        text.report(facts, Map.of("members", new Table("member")));

        assertThat(printed(text)).isEqualTo("group  g\n");
    }

    @Test
    void shouldMakeHeadersBoldOnATerminalOnly() {
        Output colourful = output(false, true);

        colourful.table(new Table("topic").row("orders"), "none");

        assertThat(printed(colourful)).isEqualTo("\u001b[1mTOPIC\u001b[0m\norders\n");
    }

    private static Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("group", "g");
        facts.put("lag", null);
        facts.put("configs", Map.of("a", List.of(1, true)));
        return facts;
    }

    private Output output(boolean json, boolean colours) {
        return new Output(new PrintStream(printed, true, StandardCharsets.UTF_8), json, colours);
    }

    private String printed(Output output) {
        output.flush();
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
