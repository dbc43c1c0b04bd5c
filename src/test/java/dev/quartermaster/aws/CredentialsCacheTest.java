package dev.quartermaster.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CredentialsCacheTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final Queue<AwsCredentials> found = new ArrayDeque<>();
    private int lookUps;
    private final CredentialsCache cache = new CredentialsCache(this::find, worker::add, clock);

    @Test
    void looksUpOnTheWorkerOnceForAllWhoWait() {
        found.add(lasting("A"));
        var first = ask();
        var second = ask();
        first.assertNotTerminated();
        work();
        assertThat(first.awaitItem().getItem().accessKeyId()).isEqualTo("A");
        assertThat(second.awaitItem().getItem().accessKeyId()).isEqualTo("A");
        assertThat(lookUps).isEqualTo(1);
    }

    @Test
    void whoLeavesDoesNotStopTheOthers() {
        found.add(lasting("A"));
        var leaves = ask();
        var stays = ask();
        leaves.cancel();
        work();
        stays.assertCompleted();
    }

    @Test
    void knownCredentialsComeAtOnce() {
        found.add(lasting("A"));
        ask();
        work();
        ask().assertCompleted();
        assertThat(worker).isEmpty();
        assertThat(cache.available()).isTrue();
    }

    @Test
    void refreshesBeforeExpiryWhileTheOldOnesServe() {
        found.add(until("A", Duration.ofMinutes(12)));
        found.add(lasting("B"));
        ask();
        work();
        clock.advance(Duration.ofMinutes(12).minus(CredentialsCache.MARGIN));
        assertThat(ask().assertCompleted().getItem().accessKeyId()).isEqualTo("A");
        work();
        assertThat(ask().assertCompleted().getItem().accessKeyId()).isEqualTo("B");
    }

    @Test
    void keepsGoodCredentialsWhenTheRefreshFails() {
        found.add(until("A", Duration.ofMinutes(12)));
        ask();
        work();
        clock.advance(Duration.ofMinutes(8));
        ask();
        work();
        assertThat(ask().assertCompleted().getItem().accessKeyId()).isEqualTo("A");
        assertThat(worker).isEmpty();
        clock.advance(CredentialsCache.PAUSE);
        ask();
        assertThat(worker).hasSize(1);
    }

    @Test
    void expiredCredentialsAreNotUsed() {
        found.add(until("A", Duration.ofMinutes(2)));
        ask();
        work();
        clock.advance(Duration.ofMinutes(2));
        var waits = ask();
        waits.assertNotTerminated();
        work();
        waits.assertFailedWith(AwsCredentials.Unavailable.class);
    }

    @Test
    void looksAgainForLastingCredentialsAfterAWhile() {
        found.add(lasting("A"));
        found.add(lasting("B"));
        ask();
        work();
        clock.advance(CredentialsCache.LONGEST);
        ask().assertCompleted();
        work();
        assertThat(ask().assertCompleted().getItem().accessKeyId()).isEqualTo("B");
    }

    @Test
    void doesNotHammerAnAbsentSource() {
        var first = ask();
        work();
        first.assertFailedWith(AwsCredentials.Unavailable.class, "no AWS credentials were found");
        ask().assertFailedWith(AwsCredentials.Unavailable.class);
        assertThat(lookUps).isEqualTo(1);
        assertThat(cache.available()).isFalse();
        clock.advance(CredentialsCache.PAUSE);
        found.add(lasting("A"));
        var later = ask();
        work();
        later.assertCompleted();
        assertThat(lookUps).isEqualTo(2);
    }

    private UniAssertSubscriber<AwsCredentials> ask() {
        return cache.current().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void work() {
        while (!worker.isEmpty()) {
            worker.remove().run();
        }
    }

    private AwsCredentials find() {
        lookUps++;
        if (found.isEmpty()) {
            throw new AwsCredentials.Unavailable();
        }
        return found.remove();
    }

    private static AwsCredentials lasting(String id) {
        return AwsCredentials.of(id, "secret");
    }

    private AwsCredentials until(String id, Duration life) {
        return new AwsCredentials(id, "secret", "token", clock.instant().plus(life));
    }
}
