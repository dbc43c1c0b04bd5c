package dev.quartermaster.storage.audit;

import org.jspecify.annotations.Nullable;

/**
 * Result of a walk along the audit chain.
 *
 * @param begins id of the last entry outside of the chain, which was made before there was one; 0 for none
 * @param entries that are as they were chained
 * @param lastId id of the last one of these
 * @param hash of that one; kept elsewhere, it proves later that nothing up to it was changed
 * @param broken the first place where the chain does not hold; null where it holds
 */
public record AuditVerification(
        long begins,
        long entries,
        long lastId,
        String hash,
        @Nullable Break broken) {

    /**
     * @param id of the entry where it shows; null where none is left
     * @param reason rest of a sentence that begins with the entry
     */
    public record Break(@Nullable Long id, String reason) {}
}
