import fc from "fast-check";

// The gate asks the same questions every time, so that it fails for a change and not by chance. FC_SEED asks others:
// FC_SEED=$RANDOM npx vitest run packages/kubernetes
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FC_SEED ?? 20261123) });
