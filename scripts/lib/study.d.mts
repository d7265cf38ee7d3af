export declare const sample: string;
export declare function copySample(): { readonly folder: string; remove(): void };
