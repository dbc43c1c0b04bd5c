package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateRecordsTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final LateRecords records = new LateRecords(JSON);

    @Test
    void whatWasWrittenToTheLogIsReadBackAsItWas() {
        InvocationRecord record =
                Records.success("late \u0000 \ud83d", "m", Instant.EPOCH, 1, Usage.of(1, 1), "0.000000000000000000123");
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        new LateRecordLog(JSON, () -> new PrintStream(log)).write(List.of(record));
        LateRecords.Found found =
                records.read(log.toString(StandardCharsets.UTF_8).lines().toList());
        List<JournalLine> rows = JournalLine.of(found.records(), JSON);

        assertThat(found.unreadable()).isZero();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).kind()).isEqualTo(JournalKind.INVOCATION);
        assertThat(rows.get(0).json())
                .isEqualTo(JournalLine.of(List.of(record), JSON).get(0).json())
                .contains("late \\ufffd \\ufffd");
    }

    @Test
    void whatIsNoWholeRecordIsCounted() {
        LateRecords.Found found = records.read(List.of(
                "",
                "plain",
                "{\"quartermaster\":\"late_record\",\"kind\":\"invocation\",\"row\":{\"id\":",
                "{\"quartermaster\":\"late_record\",\"kind\":\"other\",\"row\":{}}",
                "{\"quartermaster\":\"late_record\",\"kind\":\"invocation\",\"row\":1}",
                "{\"quartermaster\":\"job_failed\",\"row\":{}}",
                "[]"));

        assertThat(found.records()).isEmpty();
        assertThat(found.unreadable()).isEqualTo(7);
    }
}
