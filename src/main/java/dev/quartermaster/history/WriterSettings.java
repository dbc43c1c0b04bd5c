package dev.quartermaster.history;

import java.time.Duration;

/**
 * The settings for writing records to the database.
 *
 * @param batchSize the most records written at once
 * @param linger how long a record may wait for others
 * @param retryBase pause after the first failure, doubled with every further one
 * @param retryMax longest pause
 */
record WriterSettings(int batchSize, Duration linger, Duration retryBase, Duration retryMax) {

    static WriterSettings of(HistoryConfig config) {
        return new WriterSettings(config.batchSize(), config.linger(), config.retryBase(), config.retryMax());
    }
}
