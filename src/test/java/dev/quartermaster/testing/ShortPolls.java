package dev.quartermaster.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has Awaitility look at once, and then every 20 ms. By itself it looks after 100 ms for the first time, also where what it waits
 * for is there, and these add up to minutes. Found by the service loader: once for the tests of the launcher's class loader, and
 * once for each service in this process, whose tests have classes of their own.
 */
public final class ShortPolls implements LauncherSessionListener, QuarkusTestBeforeClassCallback {

    private static final Duration BETWEEN = Duration.ofMillis(20);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        set();
    }

    @Override
    public void beforeClass(Class<?> tests) {
        set();
    }

    private static void set() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(BETWEEN);
        // Whoever looks at once may find that there is nothing to read yet.
        Awaitility.ignoreExceptionsByDefault();
    }
}
