package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.quartermaster.domain.Usage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateRecordLogTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @Test
    void eachRecordIsALineWithItsTableAndRow() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InvocationRecord one = Records.success("late", "m", Instant.EPOCH, 1, Usage.of(1, 1), "0.1");
        InvocationRecord two = Records.success("later", "m", Instant.EPOCH, 1, Usage.of(2, 2), "0.2");

        new LateRecordLog(JSON, () -> new PrintStream(bytes)).write(List.of(one, two));

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode line = JSON.readTree(lines.get(1));
        assertThat(line.path("quartermaster").textValue()).isEqualTo("late_record");
        assertThat(line.path("kind").textValue()).isEqualTo("invocation");
        assertThat(line.at("/row/id").textValue()).isEqualTo(two.id().toString());
        assertThat(line.at("/row/agent_type").textValue()).isEqualTo("later");
    }
}
