package dev.quartermaster.provider.http;

import dev.quartermaster.provider.ProviderSettings;

/**
 * In milliseconds, at least one each.
 *
 * @param head until the answer's headers are there, the wait for a free connection included
 * @param idle the longest silence while the reader waits
 */
record StreamTimeouts(long head, long idle) {

    static StreamTimeouts of(ProviderSettings settings) {
        return new StreamTimeouts(
                Math.max(1, settings.firstTokenTimeout().toMillis()),
                Math.max(1, settings.idleTimeout().toMillis()));
    }
}
