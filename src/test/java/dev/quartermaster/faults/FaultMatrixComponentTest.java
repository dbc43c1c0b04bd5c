package dev.quartermaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.faults.Client.Question;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.HealthReport;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every kind of provider, for whole answers and for streams, without another model and with one: what the
 * client saw, the calls made, what the board and the books say of it. The table is written to
 * {@code target/fault-matrix.md}.
 */
@QuarkusTest
@TestProfile(FaultyHouse.class)
class FaultMatrixComponentTest extends FaultyProviders {

    private static final String PROMPT = "Which way is north?";
    private static final String STEADY_ANSWER = "Hello, this is steady-1, played by the simulator. You said: " + PROMPT;
    private static final Duration PATIENCE = FaultyHouse.DEADLINE.plusSeconds(10);

    private static final Expectations EXPECTED = Expectations.read();
    private static final MatrixReport REPORT = new MatrixReport();

    @Inject
    CircuitBreakers health;

    @Inject
    DataSource database;

    @Inject
    Policy policy;

    @BeforeEach
    void open() throws Exception {
        Question warm = new Question(Dialect.CHAT, FaultyWorld.STEADY, List.of(), false, "warm-up", PROMPT);
        client.ask(warm, PATIENCE).get(40, TimeUnit.SECONDS);
    }

    @AfterAll
    static void report() throws Exception {
        REPORT.write();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isMetAsExpected(Fault fault) throws Exception {
        List<Cell> cells = Cell.of(fault);
        Map<Cell, CompletableFuture<Seen>> asked = new LinkedHashMap<>();
        for (Cell cell : cells) {
            String script = fault.script(cell.protocol(), cell.modelId());
            if (script != null) {
                simulator.script(script);
            }
            asked.put(cell, client.ask(question(cell), PATIENCE));
        }
        Map<Cell, Seen> seen = new LinkedHashMap<>();
        for (Cell cell : cells) {
            seen.put(cell, asked.get(cell).get(60, TimeUnit.SECONDS));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
        judge(fault, seen);
    }

    private void judge(Fault fault, Map<Cell, Seen> seen) throws Exception {
        Map<String, List<Books.Entry>> books = new Books(database).ofTasks(fault.words() + "/");
        List<String> complaints = new ArrayList<>();
        seen.forEach((cell, saw) -> {
            List<Books.Entry> entries = books.getOrDefault(task(cell), List.of());
            Outcome is = outcome(cell, saw, entries);
            Outcome should = Outcome.of(cell, EXPECTED.of(cell), policy);
            REPORT.add(cell, is, saw);
            is.differences(should).forEach(difference -> complaints.add(cell + ": " + difference));
            complaints.addAll(complaintsOfText(cell, saw));
        });
        assertThat(complaints).isEmpty();
    }

    /** Whoever answers in its place is heard from the first word on; of a broken stream the client is told what it has. */
    private static List<String> complaintsOfText(Cell cell, Seen saw) {
        int told = saw.error().at("/delivered/characters").asInt(-1);
        if (saw.says().startsWith("event ") && (told != saw.text().length() || told == 0)) {
            return List.of(cell + ": has " + saw.text().length() + " characters and is told of " + told);
        }
        boolean isOwn = saw.text().contains(cell.modelId());
        if (saw.isWhole() && !isOwn && !saw.text().equals(STEADY_ANSWER)) {
            return List.of(cell + ": is told '" + saw.text() + "'");
        }
        return List.of();
    }

    private Outcome outcome(Cell cell, Seen saw, List<Books.Entry> entries) {
        assertThat(entries).as("%s is in the books once", cell).hasSize(1);
        Books.Entry entry = entries.get(0);
        HealthReport report = health.report(cell.model());
        String firstKind = entry.attempts().path(0).path("reason").asText("");
        return new Outcome(
                saw.says(),
                cell.fault() == Fault.CONNECT_REFUSED ? callsTo(cell, entry) : received(cell),
                callsTo(cell, entry),
                firstKind,
                report.state().wire(),
                Math.min(report.failures(), Outcome.DOWN),
                entry.says());
    }

    private long received(Cell cell) {
        return simulator.calls().counts().entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(cell.modelId()))
                .mapToLong(entry -> entry.getValue().requests())
                .sum();
    }

    /** Calls to the model at fault, by the books. */
    private static long callsTo(Cell cell, Books.Entry entry) {
        long calls = 0;
        for (var attempt : entry.attempts()) {
            boolean own = attempt.path("model").asText().equals(cell.modelId());
            calls += own && !attempt.path("outcome").asText().equals("skipped") ? 1 : 0;
        }
        return calls;
    }

    private static Question question(Cell cell) {
        List<String> others = cell.beside() ? List.of(FaultyWorld.STEADY) : List.of();
        return new Question(Dialect.CHAT, cell.model().toString(), others, cell.stream(), task(cell), PROMPT);
    }

    private static String task(Cell cell) {
        return cell.fault().words() + "/" + cell.kind() + "/" + cell.mode() + "/"
                + (cell.beside() ? "beside" : "alone");
    }
}
