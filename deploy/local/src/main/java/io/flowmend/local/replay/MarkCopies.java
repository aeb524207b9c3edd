/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import java.util.Arrays;

/**
 * The copies of one speaker's status marks that an earlier replay left in every partition. What a mark speaks for is whole
 * only with the last of them: before it a heartbeat of another partition would come too late.
 */
final class MarkCopies {

    private final long[] reached;
    private long announced = Long.MIN_VALUE;

    MarkCopies(int originalPartitions) {
        this.reached = new long[originalPartitions];
        Arrays.fill(reached, Long.MIN_VALUE);
    }

    /** @return whether every partition has its copy now */
    boolean complete(int partition, long watermark) {
        reached[partition] = Math.max(reached[partition], watermark);
        var all = Arrays.stream(reached).min().orElse(Long.MIN_VALUE);
        var more = all > announced && watermark <= all;
        announced = more ? all : announced;
        return more;
    }
}
