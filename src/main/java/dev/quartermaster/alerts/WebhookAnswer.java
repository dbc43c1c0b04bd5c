package dev.quartermaster.alerts;

import java.time.Duration;
import java.util.Optional;

/** Response of a webhook. */
record WebhookAnswer(int status, Optional<Duration> retryAfter) {

    boolean taken() {
        return status >= 200 && status < 300;
    }

    /** Returns whether a later retry may succeed. */
    boolean mayPass() {
        return status == 408 || status == 429 || status >= 500;
    }
}
