/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Why a command, or one of its targets, is not acted on. */
public sealed interface Refusal {

    /** One sentence for a person. */
    String words();

    /** Class of the reason: the tag of the meter. */
    String kind();

    record Unsigned() implements Refusal {
        @Override
        public String words() {
            return "the command is not signed";
        }

        @Override
        public String kind() {
            return "unsigned";
        }
    }

    record UnknownKey(String keyId, String why) implements Refusal {
        @Override
        public String words() {
            return "key '" + keyId + "' is not trusted on this node: " + why;
        }

        @Override
        public String kind() {
            return "unknown-key";
        }
    }

    record RevokedKey(String keyId) implements Refusal {
        @Override
        public String words() {
            return "key '" + keyId + "' is revoked";
        }

        @Override
        public String kind() {
            return "revoked-key";
        }
    }

    record WrongSignature(String keyId) implements Refusal {
        @Override
        public String words() {
            return "the signature is not that of key '" + keyId
                    + "' over this command: it was altered, signed by another"
                    + " key, or has a field that this version does not know";
        }

        @Override
        public String kind() {
            return "wrong-signature";
        }
    }

    record NotForMe(String to, String me) implements Refusal {
        @Override
        public String words() {
            return "the command is for " + to + ", this is " + me;
        }

        @Override
        public String kind() {
            return "not-for-me";
        }
    }

    record Expired(Duration ago) implements Refusal {
        @Override
        public String words() {
            return "the command expired " + ago.toMillis() + " ms ago";
        }

        @Override
        public String kind() {
            return "expired";
        }
    }

    record FromTheFuture(Duration ahead) implements Refusal {
        @Override
        public String words() {
            return "the command is issued " + ahead.toMillis()
                    + " ms ahead of this node's clock: one of the clocks is wrong";
        }

        @Override
        public String kind() {
            return "from-the-future";
        }
    }

    record LivesTooLong(Duration life, Duration most) implements Refusal {
        @Override
        public String words() {
            return "the command lives " + life + ", allowed is > 0 and at most " + most + " (executor.life.max)";
        }

        @Override
        public String kind() {
            return "lives-too-long";
        }
    }

    record AlreadySeen() implements Refusal {
        @Override
        public String words() {
            return "this node has already had the command";
        }

        @Override
        public String kind() {
            return "already-seen";
        }
    }

    record PerhapsSeen(Instant since) implements Refusal {
        @Override
        public String words() {
            return "the journal was damaged at the start at " + since
                    + ": a command issued before may have been acted on";
        }

        @Override
        public String kind() {
            return "perhaps-seen";
        }
    }

    record SwitchedOff(Path file) implements Refusal {
        @Override
        public String words() {
            return "acting is switched off on this node: " + file + " exists";
        }

        @Override
        public String kind() {
            return "switched-off";
        }
    }

    record ActionNotAllowed(String action) implements Refusal {
        @Override
        public String words() {
            return "action '" + action + "' is not among executor.actions of this node";
        }

        @Override
        public String kind() {
            return "action-not-allowed";
        }
    }

    record NotPossible(String why) implements Refusal {
        @Override
        public String words() {
            return why;
        }

        @Override
        public String kind() {
            return "not-possible";
        }
    }

    record BatchTooLarge(int size, int most) implements Refusal {
        @Override
        public String words() {
            return "the command has " + size + " targets, allowed is " + most + " (executor.batch.max)";
        }

        @Override
        public String kind() {
            return "batch-too-large";
        }
    }

    /** The node is not as the command expects it, and will not become so. */
    record StateDiffers(String what) implements Refusal {
        @Override
        public String words() {
            return what;
        }

        @Override
        public String kind() {
            return "state-differs";
        }
    }

    /** Something that the act depends on cannot be told. */
    record NotKnown(String what) implements Refusal {
        @Override
        public String words() {
            return what;
        }

        @Override
        public String kind() {
            return "not-known";
        }
    }

    /** It did not come true before the command expired. */
    record WaitedInVain(String forWhat) implements Refusal {
        @Override
        public String words() {
            return "the command expired while " + forWhat;
        }

        @Override
        public String kind() {
            return "waited-in-vain";
        }
    }

    record BrokerSilent(String why) implements Refusal {
        @Override
        public String words() {
            return "the start could not be recorded in the results topic: " + why;
        }

        @Override
        public String kind() {
            return "broker-silent";
        }
    }

    record JournalFailed(String why) implements Refusal {
        @Override
        public String words() {
            return "the start could not be recorded in the journal: " + why;
        }

        @Override
        public String kind() {
            return "journal-failed";
        }
    }

    record KernelRefused(String why) implements Refusal {
        @Override
        public String words() {
            return "the kernel refused: " + why;
        }

        @Override
        public String kind() {
            return "kernel-refused";
        }
    }
}
