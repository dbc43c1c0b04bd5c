package dev.quartermaster.budgets;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds that have not ended, so that one which is forgotten ends with its time. In stripes that threads seldom share. */
final class OpenHolds {

    private static final int STRIPES = 32;

    private final Stripe[] stripes = new Stripe[STRIPES];

    /** Doubly linked list of holds; guarded by its own monitor. */
    static final class Stripe {
        @Nullable Hold first;

        int size;
    }

    OpenHolds() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    void add(Hold hold) {
        Stripe stripe = stripes[(int) (Thread.currentThread().getId() & (STRIPES - 1))];
        synchronized (stripe) {
            hold.stripe = stripe;
            hold.next = stripe.first;
            if (stripe.first != null) {
                stripe.first.previous = hold;
            }
            stripe.first = hold;
            stripe.size++;
        }
    }

    static void remove(Hold hold) {
        Stripe stripe = hold.stripe;
        if (stripe == null) {
            return;
        }
        synchronized (stripe) {
            unlink(stripe, hold);
        }
    }

    private static void unlink(Stripe stripe, Hold hold) {
        if (hold.stripe == null) {
            return;
        }
        if (hold.previous == null) {
            stripe.first = hold.next;
        } else {
            hold.previous.next = hold.next;
        }
        if (hold.next != null) {
            hold.next.previous = hold.previous;
        }
        hold.stripe = null;
        hold.previous = null;
        hold.next = null;
        stripe.size--;
    }

    /** Ends those whose time is up; returns how many. */
    int expire(long now) {
        int ended = 0;
        for (Stripe stripe : stripes) {
            List<Hold> late = late(stripe, now);
            late.forEach(Hold::expire);
            ended += late.size();
        }
        return ended;
    }

    private static List<Hold> late(Stripe stripe, long now) {
        List<Hold> late = new ArrayList<>();
        synchronized (stripe) {
            for (Hold hold = stripe.first; hold != null; ) {
                Hold following = hold.next;
                if (hold.deadline - now <= 0) {
                    unlink(stripe, hold);
                    late.add(hold);
                }
                hold = following;
            }
        }
        return late;
    }

    int size() {
        int size = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size;
            }
        }
        return size;
    }
}
