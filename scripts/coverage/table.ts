/** What one of the two articles says, in our words, and where this repository shows that it holds or why it does not. */
export interface Row {
  readonly says: string;
  readonly shown: readonly [Evidence, ...Evidence[]];
}

export interface Section {
  /** The article's own heading; of an article without headings, what the part is about. */
  readonly title: string;
  readonly rows: readonly Row[];
}

export interface Article {
  readonly title: string;
  readonly sections: readonly Section[];
}

export type Evidence =
  | { readonly kind: "example"; readonly name: string }
  | { readonly kind: "test"; readonly file: string; readonly name: string }
  | { readonly kind: "page"; readonly file: string; readonly heading: string }
  | { readonly kind: "departure"; readonly why: string };

/** A folder of examples/. */
export function example(name: string): Evidence {
  return { kind: "example", name };
}

/** A test by its file and its own name, without the names of the groups around it. */
export function test(file: string, name: string): Evidence {
  return { kind: "test", file, name };
}

/** A heading of a page in docs/ or of a README, as it is written there without the #. */
export function page(file: string, heading: string): Evidence {
  return { kind: "page", file, heading };
}

/** What is done otherwise than the article says, and why. */
export function departure(why: string): Evidence {
  return { kind: "departure", why };
}

export function row(says: string, ...shown: readonly [Evidence, ...Evidence[]]): Row {
  return { says, shown };
}
