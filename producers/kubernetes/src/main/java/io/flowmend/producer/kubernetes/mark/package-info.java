/* Licensed under Apache-2.0. */
/**
 * W_api, the watermark of one watched type: pure, time is an argument.
 *
 * <p>A watch that is cut looks exactly like a quiet one. So one small object per type, the canary, is patched every
 * second; when that change comes back on the same watch, every change that the API took before the patch was sent has
 * come before it, and the watermark moves there. If it comes back late, or a list was needed meanwhile, the mark says
 * which interval is unknown. The clock that drives this is the producer's; it never goes back, also not behind what an
 * earlier life or another leader wrote. After a restart the first mark is one with reason {@code start}.
 *
 * <p>A bookmark of the API server is weaker evidence: when it left the server is not known, so its watermark holds back
 * {@link io.flowmend.producer.kubernetes.mark.Evidence#BOOKMARK} long.
 */
@NullMarked
package io.flowmend.producer.kubernetes.mark;

import org.jspecify.annotations.NullMarked;
