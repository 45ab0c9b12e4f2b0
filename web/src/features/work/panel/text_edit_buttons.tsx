import { Button } from "@mantine/core";
import { KeyHint } from "~/ui/key_hint";
import { Refusal } from "../refusal";
import { Conflict } from "./conflict";
import classes from "./text_edit.module.css";
import type { TextEdit } from "./use_text_edit";

/** How what is written is saved or given up, and what stands against it. */
export function TextEditButtons({ edit, keys }: { edit: TextEdit; keys: string }) {
  return (
    <>
      <Conflict edit={edit} />
      {edit.error !== null && (
        <Refusal
          what="What you wrote is kept here."
          error={edit.error}
          again={() => void edit.save()}
        />
      )}
      {edit.theirs === null && (
        <div className={classes.buttons}>
          <Button
            loading={edit.isSaving}
            rightSection={<KeyHint keys={keys} />}
            onClick={() => void edit.save()}
          >
            Save
          </Button>
          <Button variant="default" onClick={edit.close}>
            Keep as it was
          </Button>
        </div>
      )}
    </>
  );
}
