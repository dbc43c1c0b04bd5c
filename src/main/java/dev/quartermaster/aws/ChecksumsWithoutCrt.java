package dev.quartermaster.aws;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/**
 * Takes three checksums out of a native image: the SDK has them only with the AWS common runtime on the class path, looks
 * for that before it calls any, and signing needs none. Their code names classes that are not there, and a native
 * image must know every class it names. On a JVM this class does nothing.
 */
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ChecksumsWithoutCrt {

    private ChecksumsWithoutCrt() {}

    @Substitute
    static SdkChecksum createCrtCrc32C() {
        throw new IllegalStateException("CRC32C of the AWS common runtime is not there");
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw new IllegalStateException("CRC64NVME needs the AWS common runtime");
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw new IllegalStateException(algorithm.algorithmId() + " needs the AWS common runtime");
    }
}
