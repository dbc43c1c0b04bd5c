package dev.quartermaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.faults.Client.Question;
import dev.quartermaster.simulator.script.ReceivedCall;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand requests while every provider fails at random: each ends in exactly one of an answer and a typed error, none
 * outlasts its deadline, and the books say what the clients and the providers say.
 */
@QuarkusTest
@TestProfile(FaultyHouse.class)
class ChaosComponentTest extends FaultyProviders {

    private static final int REQUESTS = 1_000;
    private static final int AT_ONCE = 32;
    private static final long SEED = 20_260_101;

    /** The deadline, and what a stream may take from its first content to its end. */
    private static final Duration PATIENCE = FaultyHouse.DEADLINE.plusSeconds(4);

    private static final Pattern TYPED =
            Pattern.compile("(event|400|429|502|503|504) (upstream_\\w+|invalid_request|server_error|no_model_available"
                    + "|rate_limit_exceeded|(api|timeout|overloaded|invalid_request|rate_limit)_error)");

    private static final Pattern MARK = Pattern.compile("Request (\\d+) asks");

    @Inject
    DataSource database;

    private final Random random = new Random(SEED);

    @BeforeEach
    void open() throws Exception {
        // Whatever is slow the first time is not to be taken for a fault.
        answers(Stream.generate(() -> question("warm-up", "Hello")).limit(200).toList(), false);
        simulator.calls().clear();
        simulator.calls().keep(20 * REQUESTS);
    }

    @Test
    void everyRequestEndsOnceAndTheBooksAddUp() throws Exception {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            questions.add(question("chaos/" + i, "Request " + i + " asks which way is north."));
        }

        List<Seen> seen = answers(questions, true);

        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
        judge(questions, seen);
    }

    /** Asks some at a time; every few requests something changes at the providers. */
    private List<Seen> answers(List<Question> questions, boolean flapping) throws Exception {
        List<CompletableFuture<Seen>> answers = new ArrayList<>();
        Semaphore places = new Semaphore(AT_ONCE);
        for (int i = 0; i < questions.size(); i++) {
            if (flapping && i % 5 == 0) {
                flap();
            }
            places.acquire();
            answers.add(client.ask(questions.get(i), PATIENCE)
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((seen, failure) -> places.release()));
        }
        List<Seen> seen = new ArrayList<>();
        for (CompletableFuture<Seen> answer : answers) {
            seen.add(answer.get(60, TimeUnit.SECONDS));
        }
        return seen;
    }

    /** One more fault somewhere, or peace everywhere. */
    private void flap() {
        if (random.nextInt(20) == 0) {
            simulator.faults().clear();
            return;
        }
        List<Fault> faults = List.of(Fault.values()).stream()
                .filter(fault -> !fault.isOfAKey() && fault != Fault.CONNECT_REFUSED)
                .toList();
        Fault fault = faults.get(random.nextInt(faults.size()));
        String kind = anyKind();
        String script = fault.script(Cell.protocol(kind), kind + FaultyWorld.FLAPPING);
        simulator.script(script.substring(0, script.length() - 1) + ",\"times\":" + (1 + random.nextInt(20)) + "}");
    }

    private Question question(String task, String prompt) {
        Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
        List<String> others = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            others.add(flapping(anyKind()));
        }
        return new Question(dialect, flapping(anyKind()), others, random.nextBoolean(), task, prompt);
    }

    private String anyKind() {
        return Cell.KINDS.get(random.nextInt(Cell.KINDS.size()));
    }

    private static String flapping(String kind) {
        return kind + FaultyWorld.HASTY + "/" + kind + FaultyWorld.FLAPPING;
    }

    private void judge(List<Question> questions, List<Seen> seen) throws Exception {
        Map<String, List<Books.Entry>> books = new Books(database).ofTasks("chaos/");
        Map<String, Long> calls = callsByTask();
        Map<String, Integer> summary = new TreeMap<>();
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Seen saw = seen.get(i);
            summary.merge(saw.says(), 1, Integer::sum);
            List<Books.Entry> entries = books.getOrDefault(question.task(), List.of());
            if (entries.size() != 1) {
                complaints.add(question.task() + " is in the books " + entries.size() + " times");
            } else {
                complaints.addAll(complaints(question, saw, entries.get(0), calls.getOrDefault(question.task(), 0L)));
            }
        }
        long booked = books.values().stream()
                .mapToLong(entries -> entries.get(0).calls())
                .sum();
        System.out.println("Chaos: " + summary + "; " + booked + " calls booked, "
                + simulator.calls().total() + " arrived");
        assertThat(complaints).isEmpty();
        assertThat(books).hasSize(REQUESTS);
        assertThat(simulator.calls().total()).isBetween(booked - REQUESTS / 20, booked);
        assertThat(summary.get("200")).as("some are answered").isBetween(REQUESTS / 4, REQUESTS - 10);
    }

    private static List<String> complaints(Question question, Seen saw, Books.Entry entry, long calls) {
        List<String> complaints = new ArrayList<>();
        boolean whole = saw.isWhole();
        if (!whole && !TYPED.matcher(saw.says()).matches()) {
            complaints.add("ends in '" + saw.says() + "'");
        }
        if (entry.outcome().equals("success") != whole || entry.complete() != whole) {
            complaints.add("saw " + saw.says() + ", booked as " + entry.says());
        }
        // A call may be given up on before it has arrived, or go out on a connection that is just being closed.
        if (calls > entry.calls() || calls < entry.calls() - lost(entry)) {
            complaints.add(entry.calls() + " calls booked of " + calls);
        }
        if (whole && !entry.isEstimated()) {
            // A failed call whose provider counted it is billed, too; the last one is that which answered.
            JsonNode answer = entry.attempts().get(entry.attempts().size() - 1).path("bill");
            same("input tokens of the answer", input(answer), tokens(question.prompt()), complaints);
            same("output tokens of the answer", output(answer), tokens(saw.text()), complaints);
            same("input tokens", entry.inputTokens(), sum(entry, ChaosComponentTest::input), complaints);
            same("output tokens", entry.outputTokens(), sum(entry, ChaosComponentTest::output), complaints);
        }
        BigDecimal cost = BigDecimal.valueOf(entry.inputTokens() + 2 * entry.outputTokens())
                .movePointLeft(6);
        if (entry.cost().compareTo(cost) != 0) {
            complaints.add("costs " + entry.cost() + ", not " + cost);
        }
        return complaints.stream()
                .map(complaint -> question.task() + " (" + question.dialect() + " " + question.model() + " "
                        + (question.stream() ? "stream" : "plain") + " "
                        + entry.attempts().findValuesAsText("reason") + "): " + complaint)
                .toList();
    }

    private static long input(JsonNode bill) {
        return bill.path("uncached_input_tokens").asLong();
    }

    private static long output(JsonNode bill) {
        return bill.path("output_tokens").asLong();
    }

    private static long sum(Books.Entry entry, ToLongFunction<JsonNode> tokens) {
        long sum = 0;
        for (JsonNode attempt : entry.attempts()) {
            sum += tokens.applyAsLong(attempt.path("bill"));
        }
        return sum;
    }

    private static long lost(Books.Entry entry) {
        long lost = 0;
        for (JsonNode attempt : entry.attempts()) {
            String reason = attempt.path("reason").asText();
            boolean unanswered = attempt.path("status").isNull();
            lost += unanswered && (reason.equals("timeout") || reason.equals("unavailable")) ? 1 : 0;
        }
        return lost;
    }

    private static void same(String what, long is, long should, List<String> complaints) {
        if (is != should) {
            complaints.add(what + " are " + is + ", not " + should);
        }
    }

    /** As the simulator counts. */
    private static long tokens(String text) {
        return (text.length() + 3) / 4;
    }

    private Map<String, Long> callsByTask() {
        return simulator.calls().latest().stream()
                .map(ReceivedCall::body)
                .map(ChaosComponentTest::task)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String task(String body) {
        Matcher mark = MARK.matcher(body);
        return mark.find() ? "chaos/" + mark.group(1) : "none";
    }
}
