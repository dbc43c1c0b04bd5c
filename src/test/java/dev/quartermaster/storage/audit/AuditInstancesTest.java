package dev.quartermaster.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.testing.DatabaseInstance;
import io.smallrye.mutiny.Uni;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trail of several instances over one database: one chain, which shows what is done to its rows by hand. */
class AuditInstancesTest {

    private static final Author ME = new Author("me", "test");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static EmbeddedPostgres postgres;
    private static Instance one;
    private static Instance other;

    private static final class Instance extends DatabaseInstance {

        Instance(int port) {
            super(port);
        }

        Uni<Void> book(int entries) {
            return audit.book(IntStream.range(0, entries)
                    .mapToObj(i -> AuditEntry.of(
                            ME, "update", "budget", "größe-" + i, null, "{ \"limit\": 1.50,\n\"text\": \"\\u00e4\" }"))
                    .toList());
        }

        AuditVerification verify() {
            return audit.verify().await().atMost(LONG);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        run(Files.readString(MIGRATIONS.resolve("V2__registry_edits.sql")));
        run("INSERT INTO audit (who, source, action, subject_kind, subject_id) VALUES ('a', 'b', 'c', 'd', 'before')");
        run(Files.readString(MIGRATIONS.resolve("V27__audit_chain.sql")));
        one = new Instance(postgres.getPort());
        other = new Instance(postgres.getPort());
        List<Uni<Void>> booked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            booked.add((i % 2 == 0 ? one : other).book(1 + i % 5));
        }
        Uni.join().all(booked).andFailFast().await().atMost(LONG);
        one.book(600).await().atMost(LONG);
        run("CREATE TABLE kept AS SELECT * FROM audit");
        run("CREATE TABLE kept_end AS SELECT * FROM audit_chain");
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        other.close();
        postgres.close();
    }

    @BeforeEach
    void restore() throws Exception {
        run("TRUNCATE audit");
        run("INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT * FROM kept");
        run("DELETE FROM audit_chain");
        run("INSERT INTO audit_chain SELECT * FROM kept_end");
    }

    @Test
    void whatInstancesBookAtTheSameTimeIsOneChain() {
        AuditVerification found = other.verify();

        assertThat(found.broken()).isNull();
        assertThat(found.entries()).isEqualTo(660);
        assertThat(found.begins()).isEqualTo(1);
        assertThat(one.verify()).isEqualTo(found);
    }

    @Test
    void whatFailedLeavesNoGap() throws Exception {
        AuditEntry bad = AuditEntry.of(ME, "update", "budget", "b", null, "no json");
        assertThatThrownBy(() -> one.audit.book(List.of(bad)).await().atMost(LONG))
                .isNotNull();
        one.book(1).await().atMost(LONG);

        AuditVerification found = one.verify();

        assertThat(found.broken()).isNull();
        assertThat(found.entries()).isEqualTo(661);
    }

    /** Row 300 stands for any: the laws are in {@link ChainWalkTest}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET who = 'somebody' WHERE id = 300",
                "UPDATE audit SET source = 'console' WHERE id = 300",
                "UPDATE audit SET action = 'delete' WHERE id = 300",
                "UPDATE audit SET subject_kind = 'key' WHERE id = 300",
                "UPDATE audit SET subject_id = 'other' WHERE id = 300",
                "UPDATE audit SET before = '{}' WHERE id = 300",
                "UPDATE audit SET after = NULL WHERE id = 300",
                "UPDATE audit SET after = CAST(CAST(after AS jsonb) AS json) WHERE id = 300",
                "UPDATE audit SET time = time + interval '1 microsecond' WHERE id = 300",
                "UPDATE audit SET hash = repeat('a', 64) WHERE id = 300",
                "DELETE FROM audit WHERE id = 300",
                "DELETE FROM audit WHERE id >= 300",
                "DELETE FROM audit WHERE id > 1",
                "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
                "INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT 100000, time, who, source, action, subject_kind,"
                        + " subject_id, before, after, hash FROM kept WHERE id = 300",
                "UPDATE audit_chain SET entries = entries - 1",
                "UPDATE audit_chain SET hash = repeat('a', 64)"
            })
    void whatIsDoneByHandIsFound(String deed) throws Exception {
        run(deed);

        AuditVerification found = one.verify();

        assertThat(found.broken()).isNotNull();
        if (deed.contains("id = 300") && deed.contains("audit ") && !deed.contains("INSERT")) {
            assertThat(found.lastId()).isLessThan(300);
            assertThat(found.broken().id()).isBetween(300L, 301L);
        }
    }

    @Test
    void twoRowsThatChangePlacesAreFound() throws Exception {
        run("DELETE FROM audit WHERE id IN (300, 400)");
        run("INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT 700 - id, time, who, source, action, subject_kind,"
                + " subject_id, before, after, hash FROM kept WHERE id IN (300, 400)");

        assertThat(one.verify().broken()).isNotNull();
        assertThat(one.verify().lastId()).isLessThan(300);
    }

    @Test
    void aRowOutsideOfTheChainIsRefused() {
        assertThatThrownBy(() -> run("INSERT INTO audit (who, source, action, subject_kind, subject_id)"
                        + " VALUES ('a', 'b', 'c', 'd', 'e')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("audit_is_chained");
    }

    private static void run(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
