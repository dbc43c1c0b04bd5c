package dev.quartermaster.replay;

import java.time.Instant;

/**
 * How far a replay is.
 *
 * @param done decisions made again
 * @param total of how many; null while that is not known
 * @param startedAt null while it is queued
 * @param endedAt null while it goes on
 * @param problem why it failed; null when it did not
 */
public record Progress(ReplayState state, long done, Long total, Instant startedAt, Instant endedAt, String problem) {

    static final Progress QUEUED = new Progress(ReplayState.QUEUED, 0, null, null, null, null);

    Progress started(Instant now) {
        return new Progress(ReplayState.RUNNING, 0, total, now, null, null);
    }

    Progress of(Long known) {
        return new Progress(state, done, known, startedAt, endedAt, problem);
    }

    Progress after(long further) {
        return new Progress(state, done + further, total, startedAt, endedAt, problem);
    }

    Progress ended(ReplayState end, Instant now, String why) {
        return new Progress(end, done, total, startedAt, now, why);
    }
}
