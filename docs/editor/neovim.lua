-- Into init.lua: Lore in Neovim 0.11 or newer.
vim.filetype.add({ extension = { lore = "lore" } })
vim.lsp.config("lore", {
  cmd = { "npx", "lore", "lsp", "--stdio" },
  filetypes = { "lore" },
  root_markers = { "package.json", "pack.toml" },
})
vim.lsp.enable("lore")
vim.lsp.inlay_hint.enable()
vim.api.nvim_create_autocmd("FileType", {
  pattern = "lore",
  callback = function()
    vim.bo.commentstring = "-- %s"
    vim.bo.shiftwidth = 2
    vim.bo.expandtab = true
  end,
})
