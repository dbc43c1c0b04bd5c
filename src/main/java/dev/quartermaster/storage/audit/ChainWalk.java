package dev.quartermaster.storage.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walk along the audit chain, page by page, up to its end as it was when the walk began. Stops at the first entry that is not
 * what was chained.
 */
final class ChainWalk {

    /** An entry as it is kept. */
    record Link(AuditEntry entry, @Nullable String hash) {}

    /**
     * The end of the chain.
     *
     * @param begins id of the last entry outside of the chain
     * @param lastId id of the last entry of the chain
     * @param entries in the chain
     */
    record End(long begins, long lastId, long entries, String hash) {}

    private final End end;
    private long place;
    private long walked;
    private String hash = AuditChain.BEGINNING;
    private AuditVerification.@Nullable Break found;

    ChainWalk(End end) {
        this.end = end;
        this.place = end.begins();
    }

    /** Id of the last entry that was walked over. */
    long place() {
        return place;
    }

    boolean isOver() {
        return found != null || place >= end.lastId();
    }

    /** Takes the next entries, by id. */
    void take(List<Link> links) {
        for (Link link : links) {
            if (!isOver()) {
                take(link);
            }
        }
        if (links.isEmpty()) {
            stop(null, "entries are missing at the end");
        }
    }

    private void take(Link link) {
        Long id = link.entry().id();
        if (id == null || id > end.lastId()) {
            stop(id, "entries are missing before it, up to the end of the chain");
        } else if (link.hash() == null) {
            stop(id, "it was never chained");
        } else if (!AuditChain.hash(link.entry(), hash).equals(link.hash())) {
            stop(id, "it was changed, or an entry before it was removed, added or moved");
        } else {
            place = id;
            walked++;
            hash = link.hash();
        }
    }

    /**
     * Returns what was found.
     *
     * @param beyond an entry after the end of the chain; null if there is none
     */
    AuditVerification result(@Nullable Long beyond) {
        if (found == null && (walked != end.entries() || !hash.equals(end.hash()))) {
            stop(place, "the chain does not end as its end says");
        }
        if (found == null && beyond != null) {
            stop(beyond, "it stands after the end of the chain");
        }
        return new AuditVerification(end.begins(), walked, place, hash, found);
    }

    private void stop(@Nullable Long id, String reason) {
        found = new AuditVerification.Break(id, reason);
    }
}
