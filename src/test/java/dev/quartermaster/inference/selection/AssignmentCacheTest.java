package dev.quartermaster.inference.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.inference.selection.AssignmentCache.Key;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.testing.ForAll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AssignmentCacheTest {

    private static final Key KEY = new Key("sql", "t1");
    private static final StateStamp NOW = stamp("r1");

    private final AssignmentCache book = new AssignmentCache(2);
    private final AtomicInteger choices = new AtomicInteger();

    @Test
    void anotherRequestForTheSameTaskIsAnotherChoice() {
        Assignment first = book.get(KEY, "one", NOW, this::chosen);

        assertThat(book.get(KEY, "one", NOW, this::chosen)).isSameAs(first);
        assertThat(book.get(KEY, "other", NOW, this::chosen)).isNotSameAs(first);
    }

    @Test
    void aStandInIsNotRemembered() {
        book.get(KEY, "one", NOW, this::chosen);
        book.get(KEY, "other", NOW, this::standIn);

        assertThat(book.find(KEY, NOW)).isEmpty();
        assertThat(book.get(KEY, "other", NOW, this::chosen).degraded()).isFalse();
    }

    @Test
    void thoseNotAskedForLongestGoFirst() {
        Key other = new Key("sql", "t2");
        book.get(KEY, "one", NOW, this::chosen);
        book.get(other, "one", NOW, this::chosen);
        book.find(KEY, NOW);
        book.get(new Key("sql", "t3"), "one", NOW, this::chosen);

        assertThat(book.find(KEY, NOW)).isPresent();
        assertThat(book.find(other, NOW)).isEmpty();
    }

    @Test
    void thoseOfOneAgentAreForgottenOrAll() {
        Key other = new Key("writer", "t1");
        book.get(KEY, "one", NOW, this::chosen);
        book.get(other, "one", NOW, this::chosen);

        assertThat(book.clear("sql")).isEqualTo(1);
        assertThat(book.find(KEY, NOW)).isEmpty();
        assertThat(book.find(other, NOW)).isPresent();
        assertThat(book.clear(null)).isEqualTo(1);
        assertThat(book.find(other, NOW)).isEmpty();
    }

    @Test
    void zeroRemembersNothing() {
        AssignmentCache none = new AssignmentCache(0);
        none.get(KEY, "one", NOW, this::chosen);

        assertThat(none.find(KEY, NOW)).isEmpty();
    }

    @Test
    void whoAsksWhileSomebodyElseIsChoosingGetsThat() throws Exception {
        int many = 8;
        CountDownLatch together = new CountDownLatch(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            Callable<Assignment> ask = () -> {
                together.countDown();
                together.await();
                return book.get(KEY, "one", NOW, this::chosen);
            };
            List<Future<Assignment>> asked = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                asked.add(threads.submit(ask));
            }
            for (Future<Assignment> one : asked) {
                assertThat(one.get()).isSameAs(asked.get(0).get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(choices).hasValue(1);
    }

    /** It is the same one for as long as request and stamp are, and a new one when either is another. */
    @Test
    void itHoldsUntilSomethingItDependsOnChanges() {
        ForAll.seeds(random -> {
            AssignmentCache wide = new AssignmentCache(100);
            Map<Key, List<Object>> askedLast = new HashMap<>();
            Map<Key, Assignment> last = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                Key key = new Key("a", "t" + random.nextInt(3));
                Object request = "request " + random.nextInt(2);
                StateStamp stateStamp = stamp("r" + random.nextInt(2));
                Assignment got = wide.get(key, request, stateStamp, this::chosen);
                boolean same = List.of(request, stateStamp).equals(askedLast.put(key, List.of(request, stateStamp)));
                assertThat(got == last.put(key, got)).isEqualTo(same);
            }
        });
    }

    private Assignment chosen() {
        return made(null);
    }

    private Assignment standIn() {
        return made("no model");
    }

    private Assignment made(String reason) {
        SelectionTask task = new SelectionTask(
                "t" + choices.incrementAndGet(), "sql", Priority.MEDIUM, 0, null, Set.of(), Constraints.NONE);
        BaseAssignment base = new BaseAssignment("{}", null, null, null, null);
        return new Assignment(new AssignmentRequest(task, base), "m", null, null, null, Instant.EPOCH, reason);
    }

    private static StateStamp stamp(String version) {
        return new StateStamp(new SharedState(version, Set.of(), Set.of("openai")), null);
    }
}
