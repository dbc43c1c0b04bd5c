package dev.quartermaster.simulator.wire;

/** How a streaming protocol says that something went wrong after its 200. */
public interface StreamForm {

    /** The event that tells of the problem. */
    Frame error(Problem problem);

    /** An event that cannot be read: its JSON is not JSON or, where frames have checksums, its checksum is wrong. */
    Frame broken();
}
