package dev.quartermaster.budgets;

/**
 * Size of an account's lease: what the instance asks to keep and to get. It follows what was used lately, is small for an
 * instance that does nothing, and shrinks with what is left of the budget. Used under the lock of {@link Leases}.
 */
final class Slice {

    /** So many times what was used between two renewals is asked for ahead. */
    private static final int AHEAD = 4;

    /** Share of the limit that an instance without calls keeps, at most. */
    private static final int IDLE_SHARE = 100;

    private final Account account;
    private long sequence;
    private long recent;
    private long lastUsed;
    private long largest;
    private long free;
    private int holders;
    private boolean pressed;
    private volatile boolean closed;
    private long needed;
    private long least = Long.MAX_VALUE;
    private volatile long returned;

    Slice(Account account) {
        this.account = account;
    }

    /** What was given back for good, and is reserved since. */
    long returned() {
        return returned;
    }

    /** Notes that a call waits for that much. */
    void need(long amount) {
        needed += Math.min(amount, Long.MAX_VALUE / 16);
        least = Math.min(least, amount);
        largest = Math.max(largest, amount);
    }

    boolean isNeeded() {
        return needed > 0;
    }

    /** Mode of a renewal. */
    enum Mode {
        /** Keeps what is likely to be used, and gives the rest back. */
        USUAL,
        /** The store did not answer last time: gives nothing back, as it might not be heard. */
        KEEP,
        /** The lease has ended: what was not used of it is not ours any more. */
        ANEW,
        /** Gives back all that is not held. */
        CLOSE
    }

    /** Makes the next request, and takes out of use what it gives back. */
    LeaseRequest next(Mode mode) {
        long used = account.reserved() - returned;
        recent = Math.max(used - lastUsed, recent / 2);
        lastUsed = used;
        long headroom = mode == Mode.CLOSE || pressed ? 0 : Math.min(wanted(), share());
        long target = used + headroom;
        if (mode != Mode.KEEP) {
            long before = returned;
            returned = before + account.withdraw(mode == Mode.ANEW ? used : target, before);
        }
        long unused = Math.max(account.granted() - account.reserved(), 0);
        long keep = Math.max(account.granted(), account.reserved()) - returned;
        LeaseRequest request = new LeaseRequest(
                account.lease,
                account.budget.id(),
                account.start,
                ++sequence,
                keep,
                Math.max(keep, target),
                Math.max(needed - unused, 0),
                needed == 0 ? 0 : Math.max(least - unused, 0),
                used,
                account.settled(),
                account.refused());
        needed = 0;
        least = Long.MAX_VALUE;
        return request;
    }

    private long wanted() {
        long idle = account.budget.limit() / IDLE_SHARE;
        return Math.max(Math.max(recent, largest) * AHEAD, idle);
    }

    /** Half of what would be its share if all that is not used were shared out. */
    private long share() {
        long unused = Math.max(account.granted() - account.reserved(), 0);
        return sequence == 0 ? Long.MAX_VALUE / 8 : (free + unused) / (2L * (holders + 1));
    }

    /** Returns whether another instance lacks what this one does not use. */
    boolean isWanted() {
        return pressed && account.granted() > account.reserved();
    }

    /** Returns whether the store knows that this account is not used any more. */
    boolean isClosed() {
        return closed;
    }

    /** Takes over an answer. Of two, the one to the later request has come last. */
    void renewed(LeaseAnswer answer, boolean over) {
        closed = over;
        long effective = account.granted() - returned;
        if (answer.granted() > effective) {
            account.grant(answer.granted() - effective);
        }
        free = answer.free();
        holders = answer.holders();
        pressed = answer.pressed();
        largest /= 2;
    }
}
