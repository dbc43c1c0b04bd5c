package dev.quartermaster.alerts;

import java.time.Duration;
import java.util.Optional;

/** What a webhook answered. */
record WebhookAnswer(int status, Optional<Duration> retryAfter) {

    boolean taken() {
        return status >= 200 && status < 300;
    }

    /** Whether the same may be taken later. */
    boolean mayPass() {
        return status == 408 || status == 429 || status >= 500;
    }
}
