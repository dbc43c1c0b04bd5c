package dev.quartermaster.simulator.wire;

/** Form of an error inside a stream, after its 200. */
public interface StreamForm {

    /** Writes the error event. */
    Frame error(Problem problem);

    /** An event that cannot be read: its JSON is not JSON or, where frames have checksums, its checksum is wrong. */
    Frame broken();
}
