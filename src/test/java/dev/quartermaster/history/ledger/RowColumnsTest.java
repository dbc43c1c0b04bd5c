package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.CircumstancesRecord;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.Records;
import dev.quartermaster.history.RegistryVersionRecord;
import dev.quartermaster.history.journal.JournalEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that records are written to the tables and columns that the entities define, without a typo on either side. */
class RowColumnsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Filled in by a trigger. */
    private static final Set<String> OF_THE_DATABASE = Set.of("recorded_at");

    @Test
    void invocations() throws IOException {
        assertColumns(
                new InvocationRepository(null),
                Invocation.class,
                Records.success("agent", "m", NOW, 1, Usage.NONE, "0"));
    }

    @Test
    void decisions() throws IOException {
        assertColumns(
                new PastDecisionRepository(new InvocationRepository(null), null, JSON),
                DecisionEntity.class,
                new DecisionRecord(UUID.randomUUID(), NOW, null, Map::of, Map::of));
    }

    @Test
    void failovers() throws IOException {
        assertColumns(
                new FailoverRepository(),
                FailoverEntity.class,
                new FailoverRecord(
                        UUID.randomUUID(), NOW, "call", "a/b", "c/d", "timeout", "agent", "task", "request"));
    }

    @Test
    void registryVersions() throws IOException {
        assertColumns(
                new RegistryVersionRepository(),
                RegistryVersionEntity.class,
                new RegistryVersionRecord("v1", NOW, JSON::createObjectNode));
    }

    @Test
    void circumstances() throws IOException {
        assertColumns(
                new CircumstancesRepository(),
                CircumstancesEntity.class,
                new CircumstancesRecord(() -> "c1", YearMonth.of(2026, 1), JSON::createObjectNode));
    }

    private static void assertColumns(TableRepository<?, ?> repository, Class<?> entity, JournalEntry entry)
            throws IOException {
        assertThat(entity.getAnnotation(Table.class).name())
                .isEqualTo(entry.kind().wire());
        StringWriter row = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(row)) {
            entry.write(out);
        }
        List<String> written = new ArrayList<>();
        JSON.readTree(row.toString()).fieldNames().forEachRemaining(written::add);
        assertThat(written).containsExactlyInAnyOrderElementsOf(columns(entity));
        assertThat(repository.columns().names()).containsExactlyInAnyOrderElementsOf(columns(entity));
    }

    private static Set<String> columns(Class<?> entity) {
        return Arrays.stream(entity.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers()))
                .map(RowColumnsTest::column)
                .filter(column -> !OF_THE_DATABASE.contains(column))
                .collect(Collectors.toSet());
    }

    private static String column(Field field) {
        Column column = field.getAnnotation(Column.class);
        return column == null ? field.getName() : column.name();
    }
}
