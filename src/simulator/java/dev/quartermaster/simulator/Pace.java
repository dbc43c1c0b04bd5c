package dev.quartermaster.simulator;

import dev.quartermaster.simulator.script.Fault;
import dev.quartermaster.simulator.script.FaultKind;

/**
 * Timing and slicing of a reply on the wire. Times are in milliseconds.
 *
 * @param most bytes of the body that are sent, or {@link #ALL}
 * @param hangUp whether the connection closes after them; otherwise it stays open and silent
 */
record Pace(int firstByte, int betweenFrames, int most, boolean hangUp) {

    static final int ALL = -1;

    static final Pace FULL = new Pace(0, 0, ALL, false);

    static Pace of(Fault fault) {
        boolean limited = fault.kind() == FaultKind.CUT || fault.kind() == FaultKind.STALL;
        return new Pace(
                fault.delays().firstByte(),
                fault.delays().betweenFrames(),
                limited ? fault.afterBytes() : ALL,
                fault.kind() == FaultKind.CUT);
    }
}
